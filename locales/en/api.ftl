# Words of the HTTP door beside its errors.

api-detail-in-log = the server’s log says more
api-file = The file of the recording
api-problem-given = { $problem } (given: “{ $value }”)
