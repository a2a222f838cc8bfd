package studio.dictation.app.axonserver;

import io.axoniq.axonserver.grpc.ErrorMessage;
import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandProviderInbound;
import io.axoniq.axonserver.grpc.command.CommandProviderOutbound;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.axoniq.axonserver.grpc.command.CommandServiceGrpc;
import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.Heartbeat;
import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.axoniq.axonserver.grpc.control.PlatformInboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformInfo;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Routes commands over the public protocol of Axon Server: nodes subscribe as those who decide, and commands with the same routing key go
 * to the same of them. It keeps nothing, and knows neither queries nor events.
 */
final class LoopbackAxonServer implements AutoCloseable {
    private static final String NO_HANDLER = "AXONIQ-4000";

    private final List<Routed> routed = new CopyOnWriteArrayList<>();
    private final Map<String, List<Decider>> deciders = new HashMap<>();
    private final Map<String, StreamObserver<CommandResponse>> asking = new ConcurrentHashMap<>();
    private @Nullable Server server;
    private int port;

    /**
     * A command that was handed on.
     *
     * @param name    of the command
     * @param key     by which it is routed
     * @param asker   the node that sent it
     * @param decider the node that got it
     */
    record Routed(String name, String key, String asker, String decider) {}

    private record Decider(String node, StreamObserver<CommandProviderInbound> commands) {}

    /** Starts at a free port, and at the same one again after it was stopped. */
    LoopbackAxonServer start() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .addService(new Platform())
                    .addService(new Commands())
                    .build()
                    .start();
            port = server.getPort();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As {@code AXON_SERVER} names it. */
    String address() {
        return "127.0.0.1:" + port;
    }

    List<Routed> routed() {
        return List.copyOf(routed);
    }

    /** Nodes that decide on a command. */
    synchronized List<String> deciders(Class<?> command) {
        return able(command.getName()).stream().map(Decider::node).toList();
    }

    /** Ends at once, with all connections. */
    @Override
    public void close() {
        if (server != null) {
            try {
                server.shutdownNow().awaitTermination();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void subscribe(String command, Decider decider) {
        unsubscribe(command, decider.commands());
        able(command).add(decider);
    }

    private synchronized void unsubscribe(String command, StreamObserver<CommandProviderInbound> commands) {
        able(command).removeIf(decider -> decider.commands() == commands);
    }

    private synchronized void leave(StreamObserver<CommandProviderInbound> commands) {
        deciders.values().forEach(able -> able.removeIf(decider -> decider.commands() == commands));
    }

    private List<Decider> able(String command) {
        return deciders.computeIfAbsent(command, none -> new ArrayList<>());
    }

    private synchronized void route(Command command, StreamObserver<CommandResponse> answer) {
        var able = able(command.getName());
        if (able.isEmpty()) {
            answer.onNext(CommandResponse.newBuilder()
                    .setRequestIdentifier(command.getMessageIdentifier())
                    .setErrorCode(NO_HANDLER)
                    .setErrorMessage(ErrorMessage.newBuilder().setMessage("No handler for command"))
                    .build());
            answer.onCompleted();
            return;
        }
        var key = command.getProcessingInstructionsList().stream()
                .filter(instruction -> instruction.getKey() == ProcessingKey.ROUTING_KEY)
                .map(instruction -> instruction.getValue().getTextValue())
                .findAny().orElseThrow();
        var decider = able.get(Math.floorMod(key.hashCode(), able.size()));
        asking.put(command.getMessageIdentifier(), answer);
        routed.add(new Routed(command.getName(), key, command.getClientId(), decider.node()));
        decider.commands().onNext(CommandProviderInbound.newBuilder().setCommand(command).build());
    }

    private void answer(CommandResponse response) {
        var answer = asking.remove(response.getRequestIdentifier());
        if (answer != null) {
            answer.onNext(response);
            answer.onCompleted();
        }
    }

    private static InstructionAck ack(String instruction) {
        return InstructionAck.newBuilder().setInstructionId(instruction).setSuccess(true).build();
    }

    private final class Platform extends PlatformServiceGrpc.PlatformServiceImplBase {
        @Override
        public void getPlatformServer(ClientIdentification client, StreamObserver<PlatformInfo> answer) {
            answer.onNext(PlatformInfo.newBuilder()
                    .setSameConnection(true)
                    .setPrimary(NodeInfo.newBuilder().setNodeName("loopback").setHostName("127.0.0.1").setGrpcPort(port))
                    .build());
            answer.onCompleted();
        }

        @Override
        public StreamObserver<PlatformInboundInstruction> openStream(StreamObserver<PlatformOutboundInstruction> answers) {
            return new Observing<>() {
                @Override
                public void onNext(PlatformInboundInstruction instruction) {
                    if (instruction.hasHeartbeat()) {
                        answers.onNext(PlatformOutboundInstruction.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build());
                    } else if (!instruction.getInstructionId().isEmpty()) {
                        answers.onNext(PlatformOutboundInstruction.newBuilder().setAck(ack(instruction.getInstructionId())).build());
                    }
                }

                @Override
                public void onCompleted() {
                    answers.onCompleted();
                }
            };
        }
    }

    private final class Commands extends CommandServiceGrpc.CommandServiceImplBase {
        @Override
        public void dispatch(Command command, StreamObserver<CommandResponse> answer) {
            route(command, answer);
        }

        @Override
        public StreamObserver<CommandProviderOutbound> openStream(StreamObserver<CommandProviderInbound> answers) {
            return new Observing<>() {
                @Override
                public void onNext(CommandProviderOutbound said) {
                    if (said.hasSubscribe()) {
                        subscribe(said.getSubscribe().getCommand(), new Decider(said.getSubscribe().getClientId(), answers));
                    } else if (said.hasUnsubscribe()) {
                        unsubscribe(said.getUnsubscribe().getCommand(), answers);
                    } else if (said.hasCommandResponse()) {
                        answer(said.getCommandResponse());
                    }
                    if (!said.getInstructionId().isEmpty()) {
                        synchronized (LoopbackAxonServer.this) {
                            answers.onNext(CommandProviderInbound.newBuilder().setAck(ack(said.getInstructionId())).build());
                        }
                    }
                }

                @Override
                public void onError(Throwable gone) {
                    leave(answers);
                }

                @Override
                public void onCompleted() {
                    leave(answers);
                    answers.onCompleted();
                }
            };
        }
    }

    private abstract static class Observing<T> implements StreamObserver<T> {
        /** A node that is gone needs no answer. */
        @Override
        public void onError(Throwable gone) {}
    }
}
