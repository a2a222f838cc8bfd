package studio.dictation.app.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Scripts and styles of the console, and the libraries they import, which are on the class path like all others:
 * {@code /admin/lib/preact/dist/…} is that file of whatever version there is. A browser asks each time whether it has the present content.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleFiles implements WebMvcConfigurer {
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        tagged(registry.addResourceHandler("/admin/console/**").addResourceLocations("classpath:/console/"));
        tagged(registry.addResourceHandler("/admin/lib/**").addResourceLocations("classpath:/META-INF/resources/webjars/"))
                .resourceChain(true);
        // There is no WebJar of this one; its jar has the version in the path.
        tagged(registry.addResourceHandler("/admin/lib/htm/**").addResourceLocations("classpath:/META-INF/resources/_static/htm/3.1.1/"));
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController(ConsolePage.PATH + "/", ConsolePage.PATH);
    }

    /** All files of a jar carry the date of the sources, so their content alone tells versions apart. */
    private static ResourceHandlerRegistration tagged(ResourceHandlerRegistration files) {
        return files.setCacheControl(CacheControl.noCache()).setUseLastModified(false).setEtagGenerator(ConsoleFiles::tag);
    }

    /** A weak one: a strong one would keep the answer from being compressed. */
    private static String tag(Resource file) {
        try {
            return "W/\"" + HexFormat.of().formatHex(DigestUtils.md5Digest(file.getContentAsByteArray())) + '"';
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
