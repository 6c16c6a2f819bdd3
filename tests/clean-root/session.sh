#!/bin/sh
# What a desktop has when Perch is started: a display, a session bus and an unlocked keyring. Arguments are Perch's.
export HOME=/home/trader XDG_RUNTIME_DIR=/tmp/trader NO_AT_BRIDGE=1
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 3>"$XDG_RUNTIME_DIR/display" 2>/dev/null &
while ! [ -s "$XDG_RUNTIME_DIR/display" ]; do sleep 0.05; done
export DISPLAY=":$(cat "$XDG_RUNTIME_DIR/display")"
exec dbus-run-session -- sh -c '
  printf trader | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
  # There is no system bus here, and Chromium would say so again and again.
  export DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS"
  exec perch --disable-gpu "$@"
' sh "$@"
