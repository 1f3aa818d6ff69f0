"""The pages, one module a subject: each registers its addresses on the app and hands records to templates."""
