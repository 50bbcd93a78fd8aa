"""What Alembic runs: it uses the connection that `practices_db.schema` hands over."""

from alembic import context

from practices_db.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
