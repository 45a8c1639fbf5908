output "cluster" {
  description = "The cluster's name: gcloud container clusters get-credentials NAME --region REGION"
  value       = google_container_cluster.this.name
}

output "images" {
  description = "Where the image goes, and what overlays/cloud/kustomization.yaml names."
  value       = "${var.region}-docker.pkg.dev/${var.project}/${google_artifact_registry_repository.images.repository_id}"
}

output "database_address" {
  description = "The database's address, for overlays/cloud/settings.env."
  value       = google_sql_database_instance.this.private_ip_address
}

output "database_ca" {
  description = "The certificate that signs the database's, for the ConfigMap database-ca."
  value       = google_sql_database_instance.this.server_ca_cert[0].cert
}

output "database_password_secret" {
  description = "The secret that holds the database's password."
  value       = google_secret_manager_secret.database.secret_id
}

output "gateway_address" {
  description = "The gateway's address in the network, for its name in DNS."
  value       = google_compute_address.gateway.address
}

output "gateway_address_name" {
  description = "The same by name, for overlays/cloud/ingress.yaml."
  value       = google_compute_address.gateway.name
}

output "bucket" {
  description = "Model bundles and exports of the database."
  value       = google_storage_bucket.this.name
}
