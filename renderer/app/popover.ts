import './base.css';
import Popover from '../popover/Popover.svelte';
import { pinnedKnown } from '../popover/pinned';
import { start } from './start';

void start(Popover, pinnedKnown());
