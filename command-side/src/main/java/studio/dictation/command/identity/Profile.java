package studio.dictation.command.identity;

import studio.dictation.command.kernel.Checks;

/** The bounds of what people say about themselves, in characters. */
public final class Profile {
    /** The shortest name. */
    public static final int MIN_NAME = 3;

    /** The longest name. */
    public static final int MAX_NAME = 50;

    /** The longest address of a picture. */
    public static final int MAX_AVATAR = 2_048;

    private Profile() {}

    static void check(String username, String avatar) {
        var checks = new Checks();
        checkUsername(checks, username);
        checkAvatar(checks, avatar);
        checks.orRefuse();
    }

    static void checkUsername(Checks checks, String username) {
        checks.text("username", username, MIN_NAME, MAX_NAME);
    }

    static void checkAvatar(Checks checks, String avatar) {
        checks.text("avatar", avatar, 0, MAX_AVATAR);
    }
}
