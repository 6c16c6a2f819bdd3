import { homedir } from 'node:os';
import { app } from 'electron';
import { fail, ok, type Result } from '@shared/domain/result';
import { autostartFolder, isAutostarted, setAutostart, type StartCommand } from './autostart';

/** Given to a Perch that was started at login: it stays out of the way. */
export const HIDDEN_SWITCH = 'hidden';

/** Starting at login. What the system says is the truth: users also change it in the system's own settings. */
export interface LoginStart {
  isOn(): boolean;
  set(on: boolean): Result<null>;
}

export function createLoginStart(): LoginStart {
  const system = process.platform === 'linux' ? ofDesktopEntries() : ofSystem();
  return {
    isOn: () => system.isOn(),
    set(on) {
      try {
        system.set(on);
        return ok(null);
      } catch (error) {
        return fail('settings.login', 'The system did not take it.', {
          details: { reason: error instanceof Error ? error.message : '' },
        });
      }
    },
  };
}

interface SystemStart {
  isOn(): boolean;
  /** Throws what the system says. */
  set(on: boolean): void;
}

function ofDesktopEntries(): SystemStart {
  const folder = autostartFolder(process.env, homedir());
  return {
    isOn: () => isAutostarted(folder),
    set: (on) => setAutostart(folder, on ? startCommand() : undefined),
  };
}

/** macOS and Windows keep it themselves. */
function ofSystem(): SystemStart {
  const { program: path, args } = startCommand();
  const named = { path, args: [...args] };
  return {
    isOn: () => app.getLoginItemSettings(named).openAtLogin,
    set: (on) => app.setLoginItemSettings({ ...named, openAtLogin: on }),
  };
}

/**
 * This very Perch with this very profile. An AppImage is mounted anew at each start, so its file is named instead; of a .deb the launcher
 * in /usr/bin (resources/linux/perch.sh).
 */
function startCommand(): StartCommand {
  const profile = app.commandLine.getSwitchValue('user-data-dir');
  return {
    program: process.env['APPIMAGE'] ?? process.env['PERCH_LAUNCHER'] ?? process.execPath,
    args: [
      ...(app.isPackaged ? [] : [app.getAppPath()]),
      ...(profile === '' ? [] : [`--user-data-dir=${profile}`]),
      `--${HIDDEN_SWITCH}`,
    ],
  };
}
