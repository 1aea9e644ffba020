export type { OpenedPage, SentForm } from './opened-page.ts';
export {
  answerJson,
  denied,
  notFound,
  type PageAnswer,
  type PageForm,
  pageForm,
  type PageMessage,
  redirectTo,
  refuse,
  said,
  showPage,
} from './page-answer.ts';
export { type PageDefinition, type Pages, pages, type Permission, type Route } from './routes.ts';
