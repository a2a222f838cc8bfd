package studio.dictation.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import studio.dictation.app.embedded.EmbeddedStores;
import studio.dictation.app.settings.AdminCredentials;
import studio.dictation.app.settings.AxonServerAddress;
import studio.dictation.app.settings.JwtSecret;
import studio.dictation.app.settings.LedgerKey;
import studio.dictation.app.settings.Secrets;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.settings.StartRefused;
import studio.dictation.app.settings.StoreAddresses;

/**
 * What stands before the first bean: {@link Settings}, {@link StoreAddresses}, {@link JwtSecret}, {@link LedgerKey}, if there is one to
 * create {@link AdminCredentials}, and if it is set {@link AxonServerAddress}. Embedded stores start while the beans are being made. While
 * the build prepares the wiring, only settings.
 */
final class Bootstrap implements ApplicationContextInitializer<GenericApplicationContext> {
    /** Where Spring finds what it needs of them. */
    static final String SETTINGS = "settings";

    @Override
    public void initialize(GenericApplicationContext context) {
        var settings = Settings.from(context.getEnvironment());
        if (PreparedWiring.isBeingPrepared()) {
            // Not by a definition, which would be kept.
            context.getBeanFactory().registerSingleton("settings", settings);
            return;
        }
        context.registerBean(Settings.class, () -> settings);
        if (settings.postgres() != null && settings.redis() != null) {
            var external = new StoreAddresses(settings.postgres(), settings.redis());
            context.registerBean(StoreAddresses.class, () -> external);
        } else {
            var stores = EmbeddedStores.start(settings.dataDir(), settings.postgres(), settings.redis());
            // After the context: whatever uses the stores has ended by then.
            SpringApplication.getShutdownHandlers().add(stores::close);
            context.registerBean(StoreAddresses.class, stores::addresses);
        }
        requireFree(settings.port(), context.getEnvironment().getProperty("server.address"));
        if (settings.axonServer() != null) {
            context.registerBean(AxonServerAddress.class, settings::axonServer);
        }
        publishSecrets(context, settings);
        try {
            Files.createDirectories(settings.uploadsDir());
        } catch (IOException unusable) {
            throw new StartRefused("UPLOADS_DIR cannot be used: " + unusable, unusable);
        }
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(SETTINGS, Map.of(
                "server.port", settings.port(),
                "spring.servlet.multipart.location", settings.uploadsDir().toString())));
    }

    /** The web server would find out too, when everything else has been made. */
    private static void requireFree(int port, @Nullable String address) {
        try (var probe = new ServerSocket()) {
            probe.bind(address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
        } catch (IOException taken) {
            PortInUseException.throwIfPortBindingException(taken, () -> port);
            throw new UncheckedIOException(taken);
        }
    }

    private static void publishSecrets(GenericApplicationContext context, Settings settings) {
        var secrets = new Secrets(settings.dataDir());
        var jwt = secrets.jwt(settings);
        context.registerBean(JwtSecret.class, () -> jwt);
        var ledger = secrets.ledger(settings);
        context.registerBean(LedgerKey.class, () -> ledger);
        if (settings.embedded() || settings.adminEmail() != null) {
            var admin = secrets.admin(settings);
            context.registerBean(AdminCredentials.class, () -> admin);
        }
    }
}
