package io.github.snaplabel.event;

/** Everything that the function can be invoked with. */
public sealed interface IncomingEvent
    permits HttpRequest, ObjectsCreated, QueuedMessages, BatchTasks, TestNotification {}
