# The dashboard: folders, tags, filters, and many recordings at once.

web-folders = Folders
web-folder = Folder
web-folder-all = All recordings
web-folder-none = In no folder
web-folder-top = At the top
web-folder-gone = A folder that is gone
web-folder-new = New folder
web-folder-new-within = New folder inside
web-folder-name = Name of the folder
web-folder-find = Find a folder
web-folder-open = What is in { $name }
web-folder-empty = This folder is empty
web-folder-empty-hint = Drag recordings onto it, or use “Move to…” in their menus.
web-folder-move-title = Where to put “{ $name }”?
web-folder-delete-title = Delete “{ $name }”?
web-folder-delete-question = { $folders ->
    [0] The folder goes.
    [one] The folder goes, and the one inside it.
   *[other] The folder goes, and the { $folders } inside it.
}
web-folder-delete-recordings = { $count ->
    [0] There are no recordings in it.
    [one] Its recording stays, in no folder.
   *[other] Its { $count } recordings stay, in no folder.
}
web-make = Make

web-tag = Tag
web-tags = Tags
web-tags-edit = Tags…
web-tags-title = Tags
web-tags-hint = Press Enter behind each.
web-tag-show = Show all with “{ $tag }”
web-tag-rename-title = Name the tag
web-tag-delete-title = Delete the tag “{ $tag }”?
web-tag-delete-question = { $count ->
    [one] It is taken off { $count } recording, which stays.
   *[other] It is taken off { $count } recordings, which stay.
}

web-filter = Which recordings are shown
web-filter-on = Filters
web-filter-name = Find by name
web-filter-clear-name = Clear the name
web-filter-said = Search what was said
web-filter-state = State
web-filter-any = Any state
web-filter-running = In work
web-filter-queued = Waiting
web-filter-succeeded = Done
web-filter-failed = Failed
web-filter-cancelled = Stopped
web-filter-days = Date
web-filter-from = From
web-filter-to = To
web-filter-pill-from = From { $day }
web-filter-pill-to = Until { $day }
web-filter-pill-name = Name: { $name }
web-filter-remove = Remove the filter “{ $filter }”
web-filter-clear = Clear all filters
web-filter-nothing = Nothing matches
web-filter-nothing-hint = No recording fits all of these filters.
web-sort = Sort
web-sort-newest = Newest first
web-sort-oldest = Oldest first
web-sort-name = By name

web-rename = Rename
web-rename-title = Rename
web-recording-name = Name of the recording
web-move = Move
web-move-to = Move to…
web-move-title = { $count ->
    [one] Where to put the recording?
   *[other] Where to put { $count } recordings?
}

web-list-select = Select { $name }
web-bulk = With those that are selected
web-bulk-clear = Select nothing
web-bulk-count = { $count } selected
web-bulk-all = Select all { $count }
web-bulk-matching = Select all that match
web-bulk-move = Move
web-bulk-tag = Tag
web-bulk-untag = Untag
web-bulk-tag-title = { $count ->
    [one] Tag the recording
   *[other] Tag { $count } recordings
}
web-bulk-untag-title = { $count ->
    [one] Take tags off the recording
   *[other] Take tags off { $count } recordings
}
web-bulk-delete-title = { $count ->
    [one] Delete this recording?
   *[other] Delete { $count } recordings?
}
web-bulk-delete-question = { $count ->
    [one] The recording, its text and everything made of it will be gone for good.
   *[other] { $count } recordings, their texts and everything made of them will be gone for good.
}
web-bulk-move-done = { $count ->
    [one] { $count } recording moved.
   *[other] { $count } recordings moved.
}
web-bulk-tag-done = { $count ->
    [one] { $count } recording tagged.
   *[other] { $count } recordings tagged.
}
web-bulk-untag-done = { $count ->
    [one] Tag taken off { $count } recording.
   *[other] Tag taken off { $count } recordings.
}
web-bulk-retry-done = { $count ->
    [one] { $count } recording goes again.
   *[other] { $count } recordings go again.
}
web-bulk-cancel-done = { $count ->
    [one] { $count } recording stopped.
   *[other] { $count } recordings stopped.
}
web-bulk-delete-done = { $count ->
    [one] { $count } recording deleted.
   *[other] { $count } recordings deleted.
}
web-bulk-failed = { $count } could not be done: { $reason }

web-list-key-next = Next recording
web-list-key-former = Previous recording
web-list-key-select = Select, or not
web-list-key-select-range = Select everything up to this row
web-list-key-select-all = Select all that are loaded
web-list-key-delete = Delete
web-list-key-clear = Select nothing
