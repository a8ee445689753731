"""The pages of a document, and what stands where on them."""
