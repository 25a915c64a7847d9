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

/** Makes clients for S3 that start soon and give up soon. */
public final class S3Clients {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** Between two packets; S3 answers within a fraction of it, or not at all. */
  private static final Duration READ = Duration.ofSeconds(5);

  private static final int ATTEMPTS = 3;

  private S3Clients() {}

  /**
   * A client with the function's own credentials and region, for AWS or whatever {@code
   * AWS_ENDPOINT_URL_S3} names. It opens no connection before the first call, and keeps none that
   * would outlive a snapshot: the JDK drops connections after five seconds.
   */
  public static S3Client open(Map<String, String> environment) {
    return builder(!environment.getOrDefault("AWS_ENDPOINT_URL_S3", "").isEmpty()).build();
  }

  /**
   * What each client has.
   *
   * @param pathStyle the bucket stands in the path, as servers without names for buckets need it
   */
  public static S3ClientBuilder builder(boolean pathStyle) {
    return S3Client.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ))
        .forcePathStyle(pathStyle)
        .overrideConfiguration(configuration ->
            configuration.retryStrategy(
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                    .maxAttempts(ATTEMPTS)
                    .build()));
  }

  /**
   * Lets the JVM load what calls use, before a snapshot; without a call. {@code SdkWarmUp} would
   * also try the HTTP client, for which it asks STS.
   */
  static void warmUp() {
    ServiceLoader.load(SdkWarmUpProvider.class, SdkWarmUpProvider.class.getClassLoader())
        .forEach(provider -> provider.warmUpClient(ClientType.SYNC));
  }
}
