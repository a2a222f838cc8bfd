package studio.dictation.events.code;

/** What happens to a membership code. */
public sealed interface CodeEvent permits CodeIssued, CodeRedeemed {}
