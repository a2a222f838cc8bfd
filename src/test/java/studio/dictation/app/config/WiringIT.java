package studio.dictation.app.config;

import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import studio.dictation.app.RunningService;
import studio.dictation.app.axonserver.AxonServerLink;
import studio.dictation.app.commandbus.ConflictRetry;
import studio.dictation.eventstore.PostgresEventStorageEngine;
import studio.dictation.eventstore.SignallingEventStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Auto-configuration that comes too early would silently put parts that keep nothing in these places. */
class WiringIT {
    private final RunningService service = RunningService.shared();

    @Test
    void keepsEventsInPostgresAndTellsOfThem() {
        assertThat(service.part(EventStore.class)).isInstanceOf(SignallingEventStore.class);
        assertThat(service.part(EventBus.class)).isSameAs(service.part(EventStore.class));
        assertThat(service.part(EventStorageEngine.class)).isInstanceOf(PostgresEventStorageEngine.class);
    }

    @Test
    void handlesCommandsInTransactionsAndAgainAfterAConflict() {
        assertThat(service.part(TransactionManager.class)).isInstanceOf(SpringTransactionManager.class);
        assertThat(service.part(CommandBus.class)).isInstanceOf(ConflictRetry.class);
    }

    @Test
    void looksForNoAxonServerUnlessThereIsToBeOne() {
        assertThatExceptionOfType(NoSuchBeanDefinitionException.class).isThrownBy(() -> service.part(AxonServerLink.class));
        assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
                .isThrownBy(() -> service.part(AxonServerConnectionManager.class));
    }
}
