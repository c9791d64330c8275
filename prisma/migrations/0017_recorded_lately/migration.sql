-- Whether anything was recorded of late is asked while the network is away, and must not be answered by reading the whole journal.
CREATE INDEX operation_recorded ON operation (updated_at) WHERE state = 'recorded';
