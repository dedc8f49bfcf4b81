export {
  type Hit,
  type HitPage,
  longestQuery,
  type SearchQuery,
  searchRecordings,
} from './search/search-recordings.ts';
