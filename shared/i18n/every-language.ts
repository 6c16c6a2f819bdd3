import { addMessages } from './messages';
import { zhCn } from './zh-cn';

/** For who imports it every language is there from the start. Windows load theirs one by one. */
addMessages('zh-CN', zhCn);
