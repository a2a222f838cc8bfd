-- Which names and revisions are stored is asked at every start.
CREATE INDEX event_type ON event (name, revision);
