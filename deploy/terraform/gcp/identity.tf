# Jobs of yours that run as the Kubernetes service account `predelinquency-jobs` may read the password and use the bucket, without a
# key. Silos, gateways and the migration run as `predelinquency`, which may nothing.
locals {
  jobs = join("/", [
    "principal://iam.googleapis.com/projects/${data.google_project.this.number}/locations/global",
    "workloadIdentityPools/${var.project}.svc.id.goog",
    "subject/ns/predelinquency/sa/predelinquency-jobs",
  ])
}

resource "google_secret_manager_secret_iam_member" "jobs" {
  secret_id  = google_secret_manager_secret.database.id
  role       = "roles/secretmanager.secretAccessor"
  member     = local.jobs
  depends_on = [google_container_cluster.this]
}

resource "google_storage_bucket_iam_member" "jobs" {
  bucket     = google_storage_bucket.this.name
  role       = "roles/storage.objectUser"
  member     = local.jobs
  depends_on = [google_container_cluster.this]
}
