"""The form handler as a function of AWS Lambda, behind an HTTP API or a function URL."""

from apig_wsgi import make_lambda_handler

from form_handler import create_app

handler = make_lambda_handler(create_app())
