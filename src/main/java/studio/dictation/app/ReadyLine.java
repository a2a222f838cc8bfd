package studio.dictation.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import studio.dictation.app.settings.AdminCredentials;

/** Says once where the service answers, and where the first admin's password is. */
final class ReadyLine implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(DictationStudio.class);

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        var context = ready.getApplicationContext();
        LOG.info("Dictation Studio is ready: http://localhost:{}{}",
                context.getEnvironment().getProperty("local.server.port"),
                context.getBeanProvider(AdminCredentials.class).stream().map(ReadyLine::admin).findAny().orElse(""));
    }

    private static String admin(AdminCredentials admin) {
        return admin.passwordFile() == null
                ? ""
                : " (admin " + admin.email() + ", first password in " + admin.passwordFile() + ")";
    }
}
