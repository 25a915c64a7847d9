package io.github.snaplabel.event;

/** An event that the function handles. */
public sealed interface IncomingEvent
    permits HttpRequest, ObjectsCreated, QueuedMessages, BatchTasks, TestNotification {}
