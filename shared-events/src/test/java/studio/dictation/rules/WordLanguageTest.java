package studio.dictation.rules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WordLanguageTest {
    @ParameterizedTest
    @CsvSource({
        "lighthouse,EN", "1st,EN", "' leading',EN", "\u00ff,EN", "\u0100,OTHER", "\u4e00,ZH", "\u9fff,ZH", "\u4dff,OTHER",
        "\ua000,OTHER", "\u3040,JA", "\u30a0,JA", "\u30ff,JA", "\u303f,OTHER", "\u3100,OTHER", "\uac00,KO", "\ud7a3,KO",
        "\ud7a4,OTHER", "\u0416uk,OTHER", "\ud83d\udc1c,OTHER", "\u706f\u53f0 lighthouse,ZH"
    })
    void isThatOfTheFirstCharacter(String word, WordLanguage language) {
        assertThat(WordLanguage.of(word)).isEqualTo(language);
    }

    @Test
    void ofAWordWithoutCharactersIsNone() {
        assertThat(WordLanguage.of("")).isEqualTo(WordLanguage.OTHER);
    }

    @Test
    void areNamedAndOrderedAsTheContractHasThem() {
        assertThat(WordLanguage.values()).extracting(WordLanguage::code).containsExactly("en", "zh", "ja", "ko", "other");
    }
}
