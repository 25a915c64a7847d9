package io.github.snaplabel.event;

/**
 * The event that S3 sends once when a bucket's notifications are configured ({@code s3:TestEvent}).
 *
 * @param bucket name of the bucket
 */
public record TestNotification(String bucket) implements IncomingEvent {}
