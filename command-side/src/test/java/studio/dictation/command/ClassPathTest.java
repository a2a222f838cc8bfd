package studio.dictation.command;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClassPathTest {
    private final List<String> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).getFileName().toString())
            .toList();

    @Test
    void hasNoSpringNoRedisAndNoHttp() {
        assertThat(jars).anyMatch(jar -> jar.startsWith("axon-modelling"))
                .noneMatch(jar -> jar.matches("(spring|lettuce|jedis|tomcat|jetty|netty|jakarta\\.servlet).*"));
    }
}
