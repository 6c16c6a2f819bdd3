import './base.css';
import { layoutKnown } from '../workspace/layout';
import { start } from './start';
import Terminal from './Terminal.svelte';

void start(Terminal, layoutKnown());
