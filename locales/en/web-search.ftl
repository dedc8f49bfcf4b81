# The dashboard: search.

web-search = Search
web-search-field = Words that were said
web-search-placeholder = Words that were said
web-search-clear = Clear
web-search-filters = { $count ->
    [0] Filters
   *[other] Filters: { $count }
}
web-search-filters-none = Remove filters
web-search-folder = Folder
web-search-folder-any = Any folder
web-search-folder-none = In no folder
web-search-tag = Tag
web-search-tag-any = Any tag
web-search-from = From
web-search-to = To
web-search-looking = Looking…
web-search-found = Found
web-search-count = { $more ->
    [yes] { $count } places so far
   *[no] { $count ->
        [one] { $count } place
       *[other] { $count } places
    }
}
web-search-nothing = Nobody said that
web-search-nothing-hint = Try fewer words, or another form.
web-search-nothing-filtered = Not in these recordings.
web-search-everywhere = Look everywhere
web-search-lead = Find what was said, and when
web-search-lead-hint = Search goes through every transcript. Try an example:
web-search-forms = next meeting
web-search-forms-hint = both words, in any form: meetings, too
web-search-phrase = "next week"
web-search-phrase-hint = in quotes: these words as they stand
web-search-without = meeting -budget
web-search-without-hint = a minus: without this word
web-search-either = contract OR agreement
web-search-either-hint = one of the two
