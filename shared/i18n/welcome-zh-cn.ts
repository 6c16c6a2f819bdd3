import type { welcomeEn } from './welcome-en';

/** Simplified Chinese of welcome-en.ts. */
export const welcomeZhCn: Readonly<Record<keyof typeof welcomeEn, string>> = {
  'welcome.title': '欢迎使用 Perch',
  'welcome.step': '第 {step} 步，共 3 步',
  'welcome.next': '下一步',
  'welcome.back': '上一步',
  'welcome.skip': '跳过欢迎',

  'welcome.look': '选择外观',
  'welcome.look.text': '这些以后都可以在设置中更改。',

  'welcome.paper': '先用模拟资金',
  'welcome.paper.practice':
    '您从使用模拟资金的模拟账户开始。它的交易所在 Perch 内部运行：订单绝不会到达真实交易所。',
  'welcome.paper.badge': '看到这个标记和琥珀色线条，表示您在练习。',
  'welcome.paper.live': '使用您自己密钥的账户带有这个标记和红色线条：订单是真实的。',
  'welcome.paper.keys': '密钥在单独的窗口中输入，保存在系统钥匙串。交易台永远不会得到它。',

  'welcome.trade': '完成第一笔模拟交易',
  'welcome.trade.waiting': '正在等待模拟市场的首个价格。',
  'welcome.trade.other': '练习在模拟账户上进行；当前启用的是另一个账户。',
  'welcome.trade.use': '使用模拟账户',
  'welcome.trade.text':
    '右侧的下单面板已填好：以 {price} 买入 {quantity} {asset}，约 {total} {quote} 模拟资金。',
  'welcome.trade.send': '按 Enter 发送。Perch 会在单独的窗口中再问一次，在那里按 Enter 表示同意。',
  'welcome.trade.ticket': '转到下单面板',
  'welcome.trade.moved': '现在显示的是另一个市场：可以为它重新填写下单面板。',
  'welcome.trade.again': '重新填写',

  'welcome.done': '您的第一笔模拟订单已下达',
  'welcome.done.text': '它在下方的“当前委托”中；若已成交，则在“历史委托”中。',
  'welcome.done.end': '开始使用',
};
