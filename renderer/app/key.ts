import './base.css';
import KeyWindow from '../key/KeyWindow.svelte';
import { start } from './start';

void start(KeyWindow);
