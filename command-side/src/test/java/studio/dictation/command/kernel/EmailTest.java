package studio.dictation.command.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmailTest {
    @Test
    void isTrimmedAndLowerCased() {
        assertThat(new Email(" Ada.Lovelace+x@Example.ORG\t").value()).isEqualTo("ada.lovelace+x@example.org");
    }

    @Test
    void isTheSameWhenReadAgain() {
        var once = new Email("İdil@Example.org");
        assertThat(new Email(once.value())).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "ada", "ada@", "@example.org", "ada@example", "ada@.org", "ada@example.", "ada@exa..org", "a@b@c.org",
        "user:ada@example.org", "ada @example.org", "ada@exam\u00a0ple.org", "ada\u0000@example.org", "ada\u200b@example.org",
        "*@example.org", "ad?@example.org", "ad[a]@example.org", "ad]a@example.org", "ada\\@example.org", "a^da@example.org",
        "ada@example.org\n*", "ada\ud800@example.org"
    })
    void refusesWhatIsNoAddressOrUnsafeInAKey(String text) {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new Email(text)).satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Rejection.Kind.INVALID);
            assertThat(refusal.errors()).isNotEmpty().extracting(FieldError::field).containsOnly("email");
        });
    }

    @Test
    void isNoneWhereNoAccountCanHaveIt() {
        assertThat(Email.of(" Ada@Example.org ")).contains(new Email("ada@example.org"));
        assertThat(Email.of("*@example.org")).isEmpty();
        assertThat(Email.of(null)).isEmpty();
    }

    @Test
    void hasAtMost254Characters() {
        var domain = "@example.org";
        var longest = "a".repeat(254 - domain.length()) + domain;
        assertThat(new Email(longest).value()).hasSize(254);
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new Email("a" + longest))
                .withMessage("email must have at most 254 characters");
    }

    @Test
    void isReadQuicklyHoweverItIsMadeUp() {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new Email("@".repeat(1_000_000)));
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new Email("a@" + "a.".repeat(500_000)));
    }
}
