import type { alertsEn } from './alerts-en';

/** Simplified Chinese messages of alerts. */
export const alertsZhCn: Readonly<Record<keyof typeof alertsEn, string>> = {
  'alerts.title': '提醒',

  'error.alert.unknown': '该提醒已不存在。',
  'error.alert.nowhere': '未连接任何交易所：请先选择账户。',
  'error.alert.too-many': '已有 {most} 个提醒：请先删除一些。',
};
