import type { updateEn } from './update-en';

/** Simplified Chinese of the question about a newer Perch. */
export const updateZhCn: Readonly<Record<keyof typeof updateEn, string>> = {
  'update.question': '有新版本 Perch {version}，要安装吗？',
  'update.detail': '现在下载，退出时安装。只要有订单结果尚不明确，更新就会等待。',
  'update.accept': '退出时安装',
  'update.decline': '暂不',
};
