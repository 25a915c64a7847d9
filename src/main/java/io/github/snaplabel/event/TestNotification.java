package io.github.snaplabel.event;

/**
 * What S3 sends once when a bucket's notifications are set up ({@code s3:TestEvent}).
 *
 * @param bucket whose notifications they are
 */
public record TestNotification(String bucket) implements IncomingEvent {}
