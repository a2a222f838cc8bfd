package studio.dictation.rules;

import java.util.Locale;

/** Languages that missed words are sorted into, in the order in which they are shown (contract §9.6). */
public enum WordLanguage {
    EN,
    ZH,
    JA,
    KO,
    OTHER;

    /** The language of a word: by its first character alone; {@link #OTHER} for a word without any. */
    public static WordLanguage of(String word) {
        return word.isEmpty() ? OTHER : of(word.charAt(0));
    }

    /** Its name in Redis and on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static WordLanguage of(char first) {
        if (first >= '\u4e00' && first <= '\u9fff') {
            return ZH;
        }
        if (first >= '\u3040' && first <= '\u30ff') {
            return JA;
        }
        if (first >= '\uac00' && first <= '\ud7a3') {
            return KO;
        }
        return first >= ' ' && first <= '\u00ff' ? EN : OTHER;
    }
}
