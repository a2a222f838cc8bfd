package studio.dictation.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class DictationStudio {
    DictationStudio() {}

    /** Starts the service; returns while it runs. */
    public static void main(String[] args) {
        SpringApplication.run(DictationStudio.class, args);
    }
}
