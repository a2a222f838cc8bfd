package studio.dictation.app;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Public;

import static org.assertj.core.api.Assertions.assertThat;

class RoutesTableTest {
    @Test
    void theReadmeListsExactlyTheRoutesOfTheCodeAndWhoMayUseThem() throws IOException {
        var readme = Files.readString(Path.of("../README.md"));
        var section = readme.substring(readme.indexOf("\n## Routes\n"), readme.indexOf("\n## Add a feature\n"));
        var rows = section.lines().filter(line -> line.startsWith("| `")).map(row -> row.replaceFirst("(\\|[^|]*\\|[^|]*\\|).*", "$1"));
        assertThat(rows).containsExactlyInAnyOrderElementsOf(routes().toList());
    }

    private static Stream<String> routes() {
        return new ClassFileImporter().withImportOption(new DoNotIncludeTests())
                .importPackages("studio.dictation.app.web").stream()
                .filter(type -> type.isAnnotatedWith(RestController.class) && !type.isAssignableTo(ErrorController.class))
                .flatMap(type -> Arrays.stream(type.reflect().getDeclaredMethods()))
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
                .map(RoutesTableTest::row);
    }

    private static String row(Method method) {
        var folder = AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), RequestMapping.class);
        var route = Objects.requireNonNull(AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class));
        var path = (folder == null ? "" : folder.path()[0]) + String.join("", route.path());
        var who = method.isAnnotationPresent(Public.class) ? "anyone"
                : method.isAnnotationPresent(AdminOnly.class) ? "admins" : "learners";
        return "| `%s %s` | %s |".formatted(route.method()[0], path, who);
    }
}
