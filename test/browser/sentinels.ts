/** Secrets that the site of the browser tests is made with, and that must be in none of its files. */
export const sentinels = {
  MLFLOW_TRACKING_URI: "http://anna:sentinel-address-4711@127.0.0.1:9/",
  MLFLOW_TRACKING_USERNAME: "sentinel-user-4711",
  MLFLOW_TRACKING_PASSWORD: "sentinel-password-4711",
  MLFLOW_TRACKING_TOKEN: "sentinel-token-4711",
  GITHUB_TOKEN: "sentinel-github-4711"
};
