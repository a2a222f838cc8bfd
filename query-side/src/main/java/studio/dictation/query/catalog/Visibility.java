package studio.dictation.query.catalog;

/** Who may see channels and videos (contract C18): {@code public}, in any case, is for everybody; all else is private. */
final class Visibility {
    private static final String PUBLIC = "public";
    private static final String ALL = "all";

    private Visibility() {}

    static boolean isPublic(String visibility) {
        return PUBLIC.equalsIgnoreCase(visibility);
    }

    /** Whether a filter lets a value pass: {@code all}, or the very same. */
    static boolean matches(String filter, String value) {
        return ALL.equals(filter) || filter.equals(value);
    }
}
