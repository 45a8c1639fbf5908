# Jobs that run as the Kubernetes service account `predelinquency` may read the password and use the bucket, without a key.
# Silos and gateways use neither.
locals {
  workload = join("/", [
    "principal://iam.googleapis.com/projects/${data.google_project.this.number}/locations/global",
    "workloadIdentityPools/${var.project}.svc.id.goog",
    "subject/ns/predelinquency/sa/predelinquency",
  ])
}

resource "google_secret_manager_secret_iam_member" "workload" {
  secret_id  = google_secret_manager_secret.database.id
  role       = "roles/secretmanager.secretAccessor"
  member     = local.workload
  depends_on = [google_container_cluster.this]
}

resource "google_storage_bucket_iam_member" "workload" {
  bucket     = google_storage_bucket.this.name
  role       = "roles/storage.objectUser"
  member     = local.workload
  depends_on = [google_container_cluster.this]
}
