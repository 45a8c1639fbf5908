variable "project" {
  description = "The Google Cloud project, which must exist and have billing."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "project must be a project's id: 6 to 30 lower-case letters, digits and hyphens, first a letter, last no hyphen."
  }
}

variable "region" {
  description = "Where everything is: cluster, database and bucket."
  type        = string
  default     = "europe-west3"
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region must be like europe-west3; a zone, as europe-west3-a, is none."
  }
}

variable "name" {
  description = "What names of resources begin with."
  type        = string
  default     = "predelinquency"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 22 lower-case letters, digits and hyphens, first a letter, last no hyphen."
  }
}

variable "nodes_range" {
  description = "Addresses of the cluster's nodes and of the gateway's load balancer (CIDR)."
  type        = string
  default     = "10.10.0.0/20"
  validation {
    condition     = can(cidrnetmask(var.nodes_range))
    error_message = "nodes_range must be an IPv4 range like 10.10.0.0/20."
  }
}

variable "proxy_range" {
  description = "Addresses of the load balancer's proxies; overlays/cloud/ingress.yaml lets them in (CIDR, /26 or larger)."
  type        = string
  default     = "10.10.16.0/23"
  validation {
    condition     = can(cidrnetmask(var.proxy_range)) && tonumber(split("/", var.proxy_range)[1]) <= 26
    error_message = "proxy_range must be an IPv4 range of at least 64 addresses, like 10.10.16.0/23."
  }
}

variable "pods_range" {
  description = "Addresses of pods (CIDR)."
  type        = string
  default     = "10.12.0.0/16"
  validation {
    condition     = can(cidrnetmask(var.pods_range))
    error_message = "pods_range must be an IPv4 range like 10.12.0.0/16."
  }
}

variable "services_range" {
  description = "Addresses of Kubernetes services (CIDR)."
  type        = string
  default     = "10.11.0.0/20"
  validation {
    condition     = can(cidrnetmask(var.services_range))
    error_message = "services_range must be an IPv4 range like 10.11.0.0/20."
  }
}

variable "database_range" {
  description = "Addresses for Cloud SQL; overlays/cloud/data-access.yaml lets silos and gateways reach them (CIDR, /24 or larger)."
  type        = string
  default     = "10.20.0.0/20"
  validation {
    condition     = can(cidrnetmask(var.database_range)) && tonumber(split("/", var.database_range)[1]) <= 24
    error_message = "database_range must be an IPv4 range of at least 256 addresses, like 10.20.0.0/20."
  }
}

variable "administrators" {
  description = "Address ranges that may reach the cluster's control plane, by what they are called."
  type        = map(string)
  validation {
    condition     = length(var.administrators) > 0 && alltrue([for range in values(var.administrators) : can(cidrnetmask(range)) && range != "0.0.0.0/0"])
    error_message = "administrators must name at least one IPv4 range, and not the whole internet."
  }
}

variable "database_tier" {
  description = "The database's machine. Not measured yet: docs/cluster.md says what it follows from."
  type        = string
  default     = "db-custom-8-32768"
  validation {
    condition     = can(regex("^db-(custom-[0-9]+-[0-9]+|perf-optimized-N-[0-9]+)$", var.database_tier))
    error_message = "database_tier must be like db-custom-8-32768 (processors, MiB) or db-perf-optimized-N-16."
  }
}

variable "database_connections" {
  description = "Most connections to the database: up to 40 for each silo and each gateway there may be, one more of each while they are replaced, and some for people."
  type        = number
  default     = 2000
  validation {
    condition     = var.database_connections >= 100 && var.database_connections <= 10000 && floor(var.database_connections) == var.database_connections
    error_message = "database_connections must be a whole number from 100 to 10000."
  }
}

variable "database_disk_gb" {
  description = "The database's first disk in GB; it grows by itself."
  type        = number
  default     = 200
  validation {
    condition     = var.database_disk_gb >= 20 && var.database_disk_gb <= 65536 && floor(var.database_disk_gb) == var.database_disk_gb
    error_message = "database_disk_gb must be a whole number from 20 to 65536."
  }
}

variable "database_backups" {
  description = "Daily backups that are kept."
  type        = number
  default     = 30
  validation {
    condition     = var.database_backups >= 7 && var.database_backups <= 365
    error_message = "database_backups must be 7 to 365."
  }
}

variable "password_version" {
  description = "A higher number makes a new database password."
  type        = number
  default     = 1
  validation {
    condition     = var.password_version >= 1 && floor(var.password_version) == var.password_version
    error_message = "password_version must be a whole number from 1 on."
  }
}

variable "deletion_protection" {
  description = "Whether cluster, database and bucket refuse to be destroyed."
  type        = bool
  default     = true
}
