package studio.dictation.command.vocabulary;

import java.util.List;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.Rejection;

/** Refuses words that would make a list longer than it may be. */
public final class VocabularyFull extends Rejection {
    public static final String CODE = "vocabulary-full";

    VocabularyFull(int most) {
        super(Kind.CONFLICT, CODE, "Too many missed words",
                List.of(new FieldError("words", "would make more than %,d; delete some first".formatted(most))));
    }
}
