package studio.dictation.query.catalog;

/** Asks for any public video of a public channel, each as likely as any other; answered with a {@link DrawnVideo} or nothing. */
public record DrawVideo() {}
