package studio.dictation.app.config;

/**
 * Tells one process of the service from the others.
 *
 * @param value unique, new at every start
 */
record NodeName(String value) {}
