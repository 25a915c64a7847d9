package io.github.snaplabel.event;

/**
 * The event that S3 sends once when a bucket's notifications are configured ({@code s3:TestEvent}).
 */
public record TestNotification() implements IncomingEvent {}
