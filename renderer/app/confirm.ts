import './base.css';
import ConfirmWindow from '../confirm/ConfirmWindow.svelte';
import { start } from './start';

void start(ConfirmWindow);
