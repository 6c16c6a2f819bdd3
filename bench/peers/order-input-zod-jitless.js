import * as z from 'zod';

// As zod works where the content policy forbids eval.
z.config({ jitless: true });

export { accepts } from './order-input-zod';
