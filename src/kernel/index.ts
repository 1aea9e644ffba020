export { createDrawing } from './create-drawing.ts';
export { createKernel } from './create-kernel.ts';
export type { Kernel, KernelOverrides } from './kernel.ts';
