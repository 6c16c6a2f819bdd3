import './base.css';
import { pinnedKnown } from '../popover/pinned';
import Strip from '../strip/Strip.svelte';
import { start } from './start';

void start(Strip, pinnedKnown());
