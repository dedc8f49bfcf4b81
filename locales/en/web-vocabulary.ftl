# The dashboard: words to listen for, and how they are written.

web-vocabulary = Vocabulary
web-hot-words = Words to listen for
web-hot-words-hint = Names, brands, terms: what is likely to be said in your recordings. They count for recordings that come from now on.
web-hot-words-none = None yet.
web-hot-word-new = Another word or phrase
web-hot-word-change = Change “{ $word }”
web-spellings = How it is written
web-spellings-hint = When this is heard, write that.
web-spellings-none = None yet.
web-spellings-find = Find among them
web-spelling-heard = Heard
web-spelling-write = Written
web-spelling-becomes = becomes
web-spelling-change = Change how “{ $word }” is written
web-count-of = { $count } of { $most }
web-add = Add
web-remove = Take “{ $name }” off
web-vocabulary-many = Many at once
web-vocabulary-many-hint = One entry in each line: a word, or “heard => written”. Lines that begin with # are left out.
web-vocabulary-lines = Entries, one in each line
web-vocabulary-example = Efir
    ether => Efir
web-vocabulary-import = From a file
web-vocabulary-export = Save as a file
web-vocabulary-added = Added.
web-vocabulary-too-much = That is far more than a vocabulary holds: 200 words and 500 spellings.
web-vocabulary-found = { $words ->
    [one] { $words } word
   *[other] { $words } words
}, { $spellings ->
    [one] { $spellings } spelling
   *[other] { $spellings } spellings
}
