# Two zones: a standby takes over. Reachable from the network alone, and only encrypted.
resource "google_sql_database_instance" "this" {
  name                = var.name
  region              = var.region
  database_version    = "POSTGRES_15"
  deletion_protection = var.deletion_protection

  settings {
    edition                     = startswith(var.database_tier, "db-perf-optimized") ? "ENTERPRISE_PLUS" : "ENTERPRISE"
    tier                        = var.database_tier
    availability_type           = "REGIONAL"
    disk_type                   = "PD_SSD"
    disk_size                   = var.database_disk_gb
    disk_autoresize             = true
    deletion_protection_enabled = var.deletion_protection

    ip_configuration {
      ipv4_enabled    = false
      private_network = google_compute_network.this.id
      ssl_mode        = "ENCRYPTED_ONLY"
    }

    database_flags {
      name  = "max_connections"
      value = var.database_connections
    }

    backup_configuration {
      enabled                        = true
      start_time                     = "01:00"
      point_in_time_recovery_enabled = true
      transaction_log_retention_days = 7
      backup_retention_settings {
        retained_backups = var.database_backups
        retention_unit   = "COUNT"
      }
    }

    insights_config {
      query_insights_enabled = true
    }

    maintenance_window {
      day          = 7
      hour         = 2
      update_track = "stable"
    }
  }

  depends_on = [google_service_networking_connection.database]
}

resource "google_sql_database" "this" {
  name     = "predelinquency"
  instance = google_sql_database_instance.this.name
}

# Made anew at every run and written only where the version rises, so it is in neither plan nor state.
ephemeral "random_password" "database" {
  length  = 40
  special = false
}

# The secret is what counts: the user's password is read from it, so that the two cannot differ.
resource "google_secret_manager_secret" "database" {
  secret_id  = "${var.name}-database-password"
  depends_on = [google_project_service.used]

  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }
}

resource "google_secret_manager_secret_version" "database" {
  secret                 = google_secret_manager_secret.database.id
  secret_data_wo         = ephemeral.random_password.database.result
  secret_data_wo_version = var.password_version
}

ephemeral "google_secret_manager_secret_version" "database" {
  secret  = google_secret_manager_secret.database.id
  version = google_secret_manager_secret_version.database.version
}

resource "google_sql_user" "this" {
  name                = "predelinquency"
  instance            = google_sql_database_instance.this.name
  password_wo         = ephemeral.google_secret_manager_secret_version.database.secret_data
  password_wo_version = var.password_version
}
