package studio.dictation.app.throttle;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import studio.dictation.app.security.Caller;

import static org.assertj.core.api.Assertions.assertThat;

class ThrottledRoutesTest {
    @Test
    void allReadBodiesThatNameTheirAccount() {
        var routes = routes();

        assertThat(routes).extracting(Method::getName).contains("login", "register");
        assertThat(routes).allSatisfy(route -> assertThat(Arrays.stream(route.getParameters())
                        .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                        .map(Parameter::getType))
                .as(route.toString())
                .allMatch(AboutAccount.class::isAssignableFrom));
    }

    @Test
    void areAllThatAskThePaymentProviderForSomebody() {
        var routes = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
                .importPackages("studio.dictation.app.web.payment").stream()
                .flatMap(type -> Arrays.stream(type.reflect().getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(PostMapping.class))
                .filter(method -> Arrays.asList(method.getParameterTypes()).contains(Caller.class))
                .toList();

        assertThat(routes).hasSize(3).allSatisfy(route -> assertThat(route.getAnnotation(Throttled.class))
                .as(route.toString()).isNotNull().extracting(Throttled::value).isEqualTo(Kind.PAYMENTS));
    }

    private static List<Method> routes() {
        return new ClassFileImporter().withImportOption(new DoNotIncludeTests())
                .importPackages("studio.dictation.app.web").stream()
                .flatMap(type -> Arrays.stream(type.reflect().getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Throttled.class))
                .filter(method -> !Arrays.asList(method.getParameterTypes()).contains(Caller.class))
                .toList();
    }
}
