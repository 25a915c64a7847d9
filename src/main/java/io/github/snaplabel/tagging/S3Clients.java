package io.github.snaplabel.tagging;

import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ClientType;
import software.amazon.awssdk.core.warmup.SdkWarmUpProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Creates S3 clients with short timeouts and a short startup time. */
public final class S3Clients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /** Limits the time between two packets; S3 normally responds in a fraction of it. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);

  private static final int MAX_ATTEMPTS = 3;

  /**
   * An object's tags are read while its image is labeled, and after the write there are two calls.
   */
  private static final int CALLS_PER_OBJECT = 2;

  private S3Clients() {}

  /**
   * Lets this process keep as many idle connections as {@code concurrentObjects} objects use at the
   * same time. By default, the JDK keeps five, and would reopen the others for every call. Must be
   * called before the first connection, because the JDK reads the number only once.
   */
  public static void keepConnections(int concurrentObjects) {
    System.setProperty(
        "http.maxConnections", Integer.toString(concurrentObjects * CALLS_PER_OBJECT));
  }

  /**
   * Returns a client with the function's credentials and region, for AWS or the endpoint in {@code
   * AWS_ENDPOINT_URL_S3}. It opens no connection before the first call, and no idle connection is
   * used after a snapshot's restore: the JDK closes them after five seconds.
   */
  public static S3Client open(Map<String, String> environment) {
    boolean customEndpoint = !environment.getOrDefault("AWS_ENDPOINT_URL_S3", "").isEmpty();
    // Servers other than AWS have no host name per bucket, so the bucket is part of the path.
    return builder().forcePathStyle(customEndpoint).build();
  }

  /** Returns a builder with the timeouts and retries of all clients. */
  public static S3ClientBuilder builder() {
    return S3Client.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT))
        .overrideConfiguration(configuration ->
            configuration.retryStrategy(
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                    .maxAttempts(MAX_ATTEMPTS)
                    .build()));
  }

  /**
   * Loads the classes that calls use, before a snapshot and without making a call. {@code
   * SdkWarmUp} would also warm up the HTTP client, by sending a request to STS.
   */
  static void warmUp() {
    ServiceLoader.load(SdkWarmUpProvider.class, SdkWarmUpProvider.class.getClassLoader())
        .forEach(provider -> provider.warmUpClient(ClientType.SYNC));
  }
}
