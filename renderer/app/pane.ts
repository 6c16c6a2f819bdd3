import './base.css';
import PaneWindow from '../pane/PaneWindow.svelte';
import { paneKnown } from '../pane/pane';
import { start } from './start';

void start(PaneWindow, paneKnown());
