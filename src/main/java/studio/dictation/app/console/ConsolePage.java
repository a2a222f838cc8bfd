package studio.dictation.app.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import studio.dictation.app.security.Public;

/** The page itself. It holds no data: those who are no administrators see that they can't sign in, and nothing else. */
@Controller
class ConsolePage {
    static final String PATH = "/admin";

    private static final Pattern IMPORT_MAP = Pattern.compile("(?s)<script type=\"importmap\">(.*?)</script>");

    private final String page;
    private final String policy;

    ConsolePage(@Value("classpath:/console/index.html") Resource page) throws IOException {
        this.page = page.getContentAsString(StandardCharsets.UTF_8);
        this.policy = "default-src 'none'; script-src 'self' '%s'; style-src 'self'; img-src 'self'; connect-src 'self';"
                .formatted(hash(importMap(this.page)))
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    @Public
    @GetMapping(PATH)
    ResponseEntity<String> show() {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", policy)
                .body(page);
    }

    /** Browsers take an import map from within the page only, so that one text is allowed there, by its hash. */
    private static String importMap(String page) {
        var map = IMPORT_MAP.matcher(page);
        if (!map.find()) {
            throw new IllegalStateException("The console's page has no import map");
        }
        return map.group(1);
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
